/* The LAPACK subset, under its Fortran names: matrices are column-major, and arguments are pointers. A bad argument
 * throws std::invalid_argument, where LAPACK would set info < 0.
 */
#pragma once

extern "C" {

/* The Cholesky factor of a positive definite matrix, in the triangle uplo ("L": A = L L', "U": A = U' U).
 * info > 0 says that the leading minor of that order is not positive definite; the factor is then not complete. */
void dpotrf_(const char* uplo, const int* n, double* A, const int* ldA, int* info);

/* B = A^-1 B, from the factor that dpotrf_ left in A; B is n x nrhs. */
void dpotrs_(const char* uplo, const int* n, const int* nrhs, const double* A, const int* ldA, double* B,
             const int* ldB, int* info);

/* The eigenvalues w, ascending, of a symmetric matrix, of which the triangle uplo is read. With jobz = "V" also the
 * eigenvectors, in column j of A for w[j]. With jobz = "N" the triangle is left as it was.
 * lwork or liwork = -1 asks for the sizes of work and iwork. The answers are in work[0] and iwork[0]:
 * 1 + 6 n + 2 n n (for either jobz) and 1. info > 0 says how many off-diagonal elements did not converge. */
void dsyevd_(const char* jobz, const char* uplo, const int* n, double* A, const int* ldA, double* w, double* work,
             const int* lwork, int* iwork, const int* liwork, int* info);
}
