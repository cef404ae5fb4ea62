<?php
// Imports a framework as Moodle's `tool_lpimportcsv` does, as often as its file is named. Prints what is in the database then, as JSON.
// The file is read with `fgetcsv`, stored with `fputcsv` and read again, as `csv_import_reader` does.

$database = ["frameworks" => [], "nodes" => [], "related" => []];
$said = [];
foreach (array_slice($argv, 1) as $file) {
    $said[] = import($file, $database);
}
echo json_encode(["php" => PHP_VERSION, "said" => $said] + $database, JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);

/** The rows of a file: those of the upload, as they are after they were stored. */
function rows(string $file): array
{
    $upload = tmpfile();
    fwrite($upload, preg_replace('!\r\n?!', "\n", file_get_contents($file)));
    rewind($upload);
    $stored = tmpfile();
    while (($row = fgetcsv($upload, 0, ",", '"', "\\")) !== false) {
        fputcsv($stored, $row, ",", '"', "\\");
    }
    rewind($stored);
    $found = [];
    while (($row = fgetcsv($stored, 0, ",", '"', "\\")) !== false) {
        $found[] = $row;
    }
    return $found;
}

/** A text without tags, of at most 100 characters, as an ID number and a short name are kept. */
function short_text(string $text): string
{
    $plain = strip_tags($text);
    return preg_match('/^.{0,100}$/usD', $plain) ? $plain : preg_replace('/^(.{97}).*$/usD', '$1...', $plain);
}

function import(string $file, array &$database): string
{
    $framework = null;
    $flat = [];
    $rows = rows($file);
    foreach ($rows as $number => $row) {
        if (count($row) !== count($rows[0])) {
            return "row $number has " . count($row) . " columns";
        }
    }
    foreach (array_slice($rows, 1) as $row) {
        if ($row[12]) {
            $framework = $row;
        } else {
            $flat[$row[1]] = $row;
        }
    }
    if ($framework === null) {
        return "no framework";
    }
    $id = short_text($framework[1]);
    if (isset($database["frameworks"][$id])) {
        return "ID number taken";
    }
    $scale = json_decode($framework[6]);
    if (!is_array($scale) || !isset($scale[0]->scaleid)) {
        return "no scale";
    }
    $database["frameworks"][$id] = ["name" => short_text($framework[2]), "description" => $framework[3]];
    $made = [];
    create("", "", $flat, $database, $made);
    foreach ($flat as $row) {
        foreach (array_filter(explode(",", $row[10])) as $other) {
            if (isset($flat[$other])) {
                $database["related"][] = [$row[1], $other];
            }
        }
    }
    return "imported " . count($made) . " of " . (count($rows) - 2);
}

/** Adds the rows below a parent. They are compared with `==`, as the importer does. */
function create(string $parent, string $created, array $flat, array &$database, array &$made): void
{
    foreach ($flat as $row) {
        $name = short_text($row[2]);
        if ($row[0] == $parent && $row[1] !== "" && $name !== "") {
            $id = short_text($row[1]);
            if (isset($made[$id])) {
                throw new Exception("ID number taken: $id");
            }
            $made[$id] = true;
            $database["nodes"][] = ["id" => $id, "parent" => $created, "name" => $name, "description" => $row[3]];
            create($row[1], $id, $flat, $database, $made);
        }
    }
}
