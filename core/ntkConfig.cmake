include(CMakeFindDependencyMacro)
find_dependency(xtensor)
find_dependency(TBB)
include(${CMAKE_CURRENT_LIST_DIR}/ntkTargets.cmake)
