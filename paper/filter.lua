-- Draws every number, table, figure and line of code in the paper from the results and the sources:
--
--   `c1.theory.cells`{.n}                       a text of RESULTS/numbers.json; names ending in .verdict are marked
--   ::: {.table name=claims columns="claim …"}  RESULTS/tables/claims.json; the div's text is the caption. Without
--                                               columns: a table of the source's own, numbered
--   ::: {.figure name=depth}                    RESULTS/figures/depth.svg and depth.narrow.svg; the text is the caption
--   ::: {.source file=… region=…}               the lines between "// [region: …]" and "// [endregion: …]" of a file
--   ::: {.equation name=…}                      a displayed formula with a number
--   [](#fig-depth)  [](#table-claims)  [](#eq-…) become "Figure 1", "Table 1", "(1)"
--
-- A name that nothing answers to stops the build with the line of the source that it stands on. The results' folder is
-- the metadata field `results`; files of the repository are looked up from the current folder.
local problems, labels, counts = {}, {}, { figure = 0, table = 0, equation = 0 }
local sources = PANDOC_STATE.input_files
local results, numbers, manifest

local function stop(messages)
  io.stderr:write(table.concat(messages, "\n"), "\n")
  os.exit(1)
end

local found, json = pcall(require, "dkjson")
if not found then stop { "paper/filter.lua: Lua's dkjson is not installed (Debian: apt-get install lua-dkjson)" } end

local function read_file(path)
  local file = io.open(path, "r")
  if not file then return nil end
  local text = file:read "a"
  file:close()
  return text
end

local function read_json(path)
  local text = read_file(path)
  if not text then stop { path .. ": not found; run `ntk reproduce` first" } end
  local value, _, message = json.decode(text)
  if message then stop { path .. ": not JSON (" .. message .. "); run `ntk reproduce` again" } end
  return value
end

local function escape(text)
  return (text:gsub("[&<>\"]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }))
end

-- Problems are told with the line of the source. Pandoc's tree has no lines, so the name itself is looked for.

-- The first line of the sources that has all of these texts, as "paper/authors.md:12".
local function place_of(...)
  for _, source in ipairs(sources) do
    local line = 0
    for text in (read_file(source) or ""):gmatch "([^\n]*)\n?" do
      line = line + 1
      local all = true
      for _, needle in ipairs { ... } do all = all and text:find(needle, 1, true) end
      if all then return ("%s:%d"):format(source, line) end
    end
  end
  return sources[1] .. ":1"
end

local function problem(message, ...)
  table.insert(problems, ("%s: %s"):format(place_of(...), message))
end

local function distance(a, b)
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local cost = a:byte(i) == b:byte(j) and 0 or 1
      diagonal, row[j] = row[j], math.min(row[j] + 1, row[j - 1] + 1, diagonal + cost)
    end
  end
  return row[#b]
end

-- The names of `set` nearest to `name`, for the message.
local function nearest(name, set)
  local names = {}
  for each in pairs(set) do table.insert(names, each) end
  if #names == 0 then return "none" end
  local far = {}
  for _, each in ipairs(names) do far[each] = distance(name, each) end
  table.sort(names, function(a, b) return far[a] < far[b] or (far[a] == far[b] and a < b) end)
  return table.concat(names, ", ", 1, math.min(4, #names))
end

-- Numbers and verdicts

local marks = { ["reproduced"] = "●", ["not reproduced"] = "○", ["agrees"] = "●", ["disagrees"] = "○", ["open"] = "◐" }

local function verdict(text)
  return ('<span class="verdict %s"><span aria-hidden="true">%s</span> %s</span>'):format(
    text:gsub(" ", "-"), marks[text] or "", escape(text))
end

-- A number's text with a minus in place of a hyphen.
local function minus(text)
  return ((" " .. text):gsub("([ %[])%-(%d)", "%1−%2"):sub(2))
end

local function drawn(name, text)
  return pandoc.RawInline("html", ('<span class="number" title="%s">%s</span>'):format(escape(name), escape(minus(text))))
end

local function number(code)
  if not code.classes:includes "n" then return nil end
  local text = numbers[code.text]
  if type(text) ~= "string" then
    problem(('unknown number "%s"; results have: %s'):format(code.text, nearest(code.text, numbers)), "`" .. code.text .. "`{.n}")
    return nil
  end
  if code.text:match "%.verdict$" then return pandoc.RawInline("html", verdict(text)) end
  return drawn(code.text, text)
end

-- Blocks

local function label(kind, name, prefix, form)
  counts[kind] = counts[kind] + 1
  local text = form:format(counts[kind])
  labels["#" .. prefix .. name] = text
  return text
end

local function html(...)
  return pandoc.RawBlock("html", table.concat { ... })
end

-- Puts "Figure 1." in front of the caption's first paragraph.
local function captioned(text, blocks)
  local result = pandoc.Blocks(blocks)
  local lead = { pandoc.RawInline("html", '<span class="label">' .. text .. ".</span>"), pandoc.Space() }
  if result[1] and result[1].t == "Para" then
    result[1] = pandoc.Para(pandoc.Inlines(lead) .. result[1].content)
  else
    result:insert(1, pandoc.Para(lead))
  end
  return result
end

-- The command that computes a study of the profile again.
local function replay(study)
  return ("ntk study pipeline/studies/%s/%s.toml"):format(numbers.profile, study)
end

local function certificate(name)
  local made = (manifest.figures or {})[name]
  if not made then
    problem(('no certificate for figure "%s": results\' manifest.json does not name the artifact that it is drawn from'):format(name), ".figure", "name=" .. name)
    return html ""
  end
  local hashes, replayed = {}, ""
  for i, stage in ipairs(made.stages) do hashes[i] = manifest.artifacts[stage] end
  if made.study ~= "" then
    replayed = "</code></p><p>Replay this figure's study <code>" .. escape(replay(made.study))
  end
  return html('<details class="certificate"><summary>Certificate <code>', hashes[1]:sub(1, 12), #hashes > 1 and " …" or "", "</code></summary>",
    "<p>SHA-256 of the data <code>", table.concat(hashes, "</code>, <code>"), replayed,
    "</code></p><p>Verify all <code>ntk verify --profile ", escape(numbers.profile), "</code></p></details>")
end

-- A link to the demo, which recomputes the figure in the reader's browser, where it lies beside the page.
local function demo_link(name)
  if not read_file(results .. "/demo.html") then return html "" end
  local what = numbers.profile == "quick" and "" or " (its smaller version, of the profile quick)"
  return html('<p class="demo"><a href="demo.html#verify?figure=', escape(name), '">Verify this figure in your browser</a>', what, "</p>")
end

local function figure(div)
  local name = div.attributes.name or ""
  local wide, narrow = read_file(results .. "/figures/" .. name .. ".svg"), read_file(results .. "/figures/" .. name .. ".narrow.svg")
  if not (wide and narrow) then
    local there = {}
    for each in pairs(read_json(results .. "/pictures.json")) do there[each:gsub("%.narrow$", "")] = true end
    problem(('unknown figure "%s"; results have: %s'):format(name, nearest(name, there)), ".figure", "name=" .. name)
    return nil
  end
  local described = read_json("paper/figures/" .. name .. ".vl.json").description
  local function picture(variant, svg)
    return html('<div class="picture ', variant, '" role="img" aria-label="', escape(described), '">', svg, "</div>")
  end
  local blocks = pandoc.Blocks { html('<figure id="fig-', name, '">'), picture("wide", wide), picture("narrow", narrow), html "<figcaption>" }
  blocks:extend(captioned(label("figure", name, "fig-", "Figure %d"), div.content))
  blocks:extend { demo_link(name), certificate(name), html "</figcaption></figure>" }
  return blocks
end

local function tabular(name, title, caption, body)
  local blocks = pandoc.Blocks { html('<figure class="tabular" id="table-', escape(name), '"><figcaption>') }
  blocks:extend(captioned(title, caption))
  blocks:insert(html('</figcaption><div class="scroll" role="region" tabindex="0" aria-label="', title, '">'))
  blocks:insert(body)
  blocks:insert(html "</div></figure>")
  return blocks
end

-- Some columns show more than their text: `verdict` is marked, `source` is cited, `shown` points to a figure, and `study` is
-- the command that replays the row.
local cell_of = {
  verdict = function(text) return { pandoc.RawInline("html", verdict(text)) } end,
  source = function(text) return { pandoc.Cite({ pandoc.Str(text) }, { pandoc.Citation(text, "NormalCitation") }) } end,
  recalled = function(text) return text == "yes" and { pandoc.Emph { pandoc.Str "recalled" } } or {} end,
  shown = function(text) return text == "" and {} or { pandoc.Link({}, "#fig-" .. text) } end,
  study = function(text) return { pandoc.RawInline("html", "<code>" .. escape(replay(text)) .. "</code>") } end,
}

-- One cell of a row: its columns' texts below each other.
local function cell(name, columns, row)
  local inlines = pandoc.Inlines {}
  for _, column in ipairs(columns) do
    if row[column] == nil then
      problem(('table "%s" has no column "%s"; it has: %s'):format(name, column, nearest(column, row)), ".table", "name=" .. name)
      return {}
    end
    local text = tostring(row[column])
    local part = cell_of[column] and cell_of[column](text) or { pandoc.RawInline("html", escape(minus(text))) }
    if #inlines > 0 and #part > 0 then inlines:insert(pandoc.LineBreak()) end
    inlines:extend(part)
  end
  return { pandoc.Plain(inlines) }
end

-- The rows of a results' table, or nil where there is no such table. "a+b" puts columns a and b in one, headed A; an
-- underscore in a column's name is a blank in its heading.
local function rows_of(name, columns)
  local path = results .. "/tables/" .. name .. ".json"
  if not read_file(path) then
    problem(('unknown table "%s"; there is no %s'):format(name, path), ".table", "name=" .. name)
    return nil
  end
  local headers, aligned, widths, joined, rows = {}, {}, {}, {}, {}
  for i, column in ipairs(columns) do
    joined[i] = {}
    for part in column:gmatch "[^+]+" do table.insert(joined[i], part) end
    headers[i] = { pandoc.Plain { pandoc.Str((joined[i][1]:gsub("^%l", string.upper):gsub("_", " "))) } }
    aligned[i], widths[i] = "AlignLeft", 0
  end
  for _, row in ipairs(read_json(path)) do
    local cells = {}
    for i in ipairs(columns) do cells[i] = cell(name, joined[i], row) end
    table.insert(rows, cells)
  end
  local body = pandoc.utils.from_simple_table(pandoc.SimpleTable({}, aligned, widths, headers, rows))
  body.bodies[1].row_head_columns = 1
  return body
end

-- With columns it is the results' table of that name, and without them the table that the div holds.
local function table_of(div)
  local name = div.attributes.name or ""
  local title = label("table", name, "table-", "Table %d")
  local caption, body = pandoc.Blocks {}, nil
  for _, each in ipairs(div.content) do
    if each.t == "Table" then body = each else caption:insert(each) end
  end
  if div.attributes.columns then
    local columns = {}
    for column in div.attributes.columns:gmatch "%S+" do table.insert(columns, column) end
    body = rows_of(name, columns)
  elseif not body then
    problem(('table "%s" has neither columns nor a table in it'):format(name), ".table", "name=" .. name)
  end
  return body and tabular(name, title, caption, body)
end

local languages = { cpp = "cpp", hpp = "cpp", lua = "lua", mjs = "javascript", js = "javascript", py = "python" }

local function region_of(text, region)
  local regions, lines, first, line = {}, {}, nil, 0
  for each in text:gmatch "([^\n]*)\n?" do
    line = line + 1
    local opened, closed = each:match "%[region: ([^%]]+)%]", each:match "%[endregion: ([^%]]+)%]"
    if opened then regions[opened] = true end
    if closed == region and first then return lines, first, regions end
    if first and not opened and not closed then table.insert(lines, each) end
    if opened == region then first = line + 1 end
  end
  return nil, first, regions
end

local function dedent(lines)
  local margin
  for _, line in ipairs(lines) do
    if line:match "%S" then margin = math.min(margin or math.huge, #line:match "^ *") end
  end
  for i, line in ipairs(lines) do lines[i] = line:sub((margin or 0) + 1) end
  return table.concat(lines, "\n")
end

local function source_lines(div)
  local file, region = div.attributes.file or "", div.attributes.region or ""
  local text = read_file(file)
  if not text then
    problem(('unknown source file "%s"'):format(file), ".source", "file=" .. file)
    return nil
  end
  local lines, first, regions = region_of(text, region)
  if not lines then
    local message = first and ('region "%s" of %s has no end'):format(region, file)
      or ('unknown region "%s"; %s has: %s'):format(region, file, nearest(region, regions))
    problem(message, ".source", "region=" .. region)
    return nil
  end
  local where = ("<code>%s</code>, lines %d–%d"):format(escape(file), first, first + #lines - 1)
  local check = div.attributes.check
  if check and not read_file(check) then problem(('unknown check "%s"'):format(check), ".source", "check=" .. check) end
  local checked = check and " · checked by <code>" .. escape(check) .. "</code>" or ""
  local code = pandoc.CodeBlock(dedent(lines), pandoc.Attr("source-" .. region, { languages[file:match "%.(%w+)$"] or "text", "numberLines" }, { startFrom = tostring(first) }))
  return { html('<figure class="source"><figcaption>', where, checked, '</figcaption><div class="scroll" role="region" tabindex="0" aria-label="',
    escape(file), '">'), code, html "</div></figure>" }
end

local function equation(div)
  local name = div.attributes.name or ""
  local text = label("equation", name, "eq-", "(%d)")
  local blocks = pandoc.Blocks { html('<div class="equation" id="eq-', escape(name), '"><div class="scroll">') }
  blocks:extend(div.content)
  blocks:extend { html('</div><span class="label">', text, "</span></div>") }
  return blocks
end

local kinds = { figure = figure, table = table_of, source = source_lines, equation = equation }

local function block(div)
  for class, make in pairs(kinds) do
    if div.classes:includes(class) then return make(div) end
  end
end

-- [](#fig-depth): the label as the link's text; it may stand before what it points to.
local function reference(link)
  if #link.content > 0 or link.target:sub(1, 1) ~= "#" then return nil end
  if not labels[link.target] then
    problem(('unknown reference "%s"; there are: %s'):format(link.target, nearest(link.target, labels)), "(" .. link.target .. ")")
    return nil
  end
  return pandoc.Link({ pandoc.Str(labels[link.target]) }, link.target)
end

function Pandoc(document)
  local meta = document.meta
  results = pandoc.utils.stringify(meta.results or "results")
  numbers, manifest = read_json(results .. "/numbers.json"), read_json(results .. "/manifest.json")
  numbers.profile = manifest.profile
  if not numbers.profile then stop { results .. '/manifest.json: no "profile"; run `ntk reproduce` again' } end
  document = document:walk({ Code = number, Div = block }):walk({ Link = reference })
  if #problems > 0 then stop(problems) end
  meta.quick = numbers.profile == "quick"
  local style = ""
  for _, file in ipairs { "figures/palette", "style", "figures/figures", "figures/picture" } do
    style = style .. read_file("paper/" .. file .. ".css")
  end
  meta.style = pandoc.MetaInlines { pandoc.RawInline("html", style) }
  document.meta = meta
  return document
end
