package switchboard.itests;

import static switchboard.itests.MatrixScript.bytes;
import static switchboard.itests.MatrixScript.number;
import static switchboard.itests.MatrixScript.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A column type with values at its edges.
 *
 * @param placeholder what stands for the parameter: mostly a question mark
 * @param exact whether bytes come back as they were sent
 * @param values parameters as {@link MatrixScript} writes them
 */
record MatrixType(String table, String sql, String placeholder, boolean exact, List<String> values) {
    private static final String NULL = "n";
    private static final String UNICODE = text("Ærøskøbing 日本語 𝄞 👩‍👩‍👧 \\ ' \" % _ \t\n\r\u0000\u001a");
    private static final String ALL_BYTES = bytes(IntStream.range(0, 256).toArray());

    static List<MatrixType> of(MatrixServer.Brand brand) {
        List<MatrixType> types = new ArrayList<>();
        numbers(types);
        dates(types);
        strings(types);
        add(types, "geometry", "GEOMETRY", "ST_GeomFromText(?)", texts("POINT(1.5 -2.25)",
                "POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 4,2 2))", "GEOMETRYCOLLECTION(POINT(0 0))"));
        add(types, "json", "JSON", "?",
                texts("null", "{}", "[]", "{\"b\": [1, -2.5e10, true, null], \"a\": \"日本 \\\" 𝄞\"}",
                        "18446744073709551615", "not JSON"));
        if (brand == MatrixServer.Brand.MYSQL) {
            add(types, "vector", "VECTOR(4)", "STRING_TO_VECTOR(?)",
                    texts("[0,-0,3.4028235e38,1.17549435e-38]", "[1]", "[1,2,3,4,5]"));
        } else {
            add(types, "uuid", "UUID", "?", texts("00000000-0000-0000-0000-000000000000",
                    "ffffffff-ffff-ffff-ffff-ffffffffffff", "nothing"));
            add(types, "inet4", "INET4", "?", texts("0.0.0.0", "255.255.255.255"));
            add(types, "inet6", "INET6", "?", texts("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
        }
        return types;
    }

    private static void numbers(List<MatrixType> types) {
        integers(types, "tinyint", "-128", "127", "255");
        integers(types, "smallint", "-32768", "32767", "65535");
        integers(types, "mediumint", "-8388608", "8388607", "16777215");
        integers(types, "int", "-2147483648", "2147483647", "4294967295");
        integers(types, "bigint", "-9223372036854775808", "9223372036854775807", "18446744073709551615");
        add(types, "zerofill", "INT(9) UNSIGNED ZEROFILL", "?", List.of(number("0"), number("42"), NULL));
        add(types, "bool", "BOOLEAN", "?", List.of(number("0"), number("1"), NULL));
        add(types, "bit1", "BIT(1)", "?", List.of(number("0"), number("1"), NULL));
        add(types, "bit64", "BIT(64)", "?", List.of(bytes(0), bytes(255, 255, 255, 255, 255, 255, 255, 255), NULL));
        add(types, "decimal", "DECIMAL(65,30)", "?",
                texts("0", "-" + "9".repeat(35) + "." + "9".repeat(30), "0." + "0".repeat(29) + "1", "1e10"));
        add(types, "float", "FLOAT", "?", texts("0", "-0", "3.40282e38", "-3.40282e38", "1.17549e-38", "0.1"));
        add(types, "double", "DOUBLE", "?", texts("0", "-0", "1.7976931348623157e308", "-1.7976931348623157e308",
                "2.2250738585072014e-308", "0.1", "1e400"));
    }

    private static void integers(List<MatrixType> types, String name, String min, String max, String unsigned) {
        add(types, name, name, "?", List.of(number(min), number(max), number("0"), number("-1"), NULL));
        add(types, "u" + name, name + " UNSIGNED", "?", List.of(number("0"), text(unsigned), NULL, text("-1")));
    }

    private static void dates(List<MatrixType> types) {
        add(types, "date", "DATE", "?",
                texts("1000-01-01", "9999-12-31", "0000-00-00", "2024-00-00", "2024-02-29", "2023-02-30"));
        add(types, "datetime", "DATETIME", "?",
                texts("1000-01-01 00:00:00", "9999-12-31 23:59:59", "0000-00-00 00:00:00", "2024-02-29 12:34:56.789"));
        add(types, "datetime6", "DATETIME(6)", "?", texts("1000-01-01 00:00:00.000001", "9999-12-31 23:59:59.999999",
                "0000-00-00 00:00:00.000000", "2024-02-29 00:00:00"));
        add(types, "timestamp", "TIMESTAMP", "?",
                texts("1970-01-01 03:00:01", "2038-01-19 06:14:07", "0000-00-00 00:00:00", "2038-01-19 06:14:08"));
        add(types, "timestamp6", "TIMESTAMP(6)", "?", texts("1970-01-01 03:00:01.000000", "2024-03-31 02:30:00.5"));
        add(types, "time", "TIME", "?", texts("-838:59:59", "838:59:59", "00:00:00", "-00:00:01", "839:00:00"));
        add(types, "time6", "TIME(6)", "?", texts("-838:59:58.999999", "838:59:58.000001", "00:00:00.000001"));
        add(types, "year", "YEAR", "?", texts("1901", "2155", "0000", "1900"));
    }

    private static void strings(List<MatrixType> types) {
        for (String charset : List.of("utf8mb4", "latin1", "utf16")) {
            add(types, "char_" + charset, "CHAR(40) CHARACTER SET " + charset, "?",
                    List.of(NULL, text(""), text("plain"), text("  spaces  "), UNICODE));
        }
        List<String> unicode = List.of(NULL, text(""), UNICODE, text("x".repeat(255)), text("ß\u0000".repeat(80)));
        exact(types, "varchar", "VARCHAR(255) CHARACTER SET utf8mb4", unicode);
        exact(types, "tinytext", "TINYTEXT CHARACTER SET utf8mb4", unicode);
        exact(types, "text", "TEXT CHARACTER SET utf8mb4", with(unicode, text("y".repeat(65535))));
        exact(types, "mediumtext", "MEDIUMTEXT CHARACTER SET utf8mb4", with(unicode, text("z".repeat(70_000))));
        exact(types, "longtext", "LONGTEXT CHARACTER SET utf8mb4", unicode);
        List<String> binary = List.of(NULL, bytes(), ALL_BYTES.substring(0, 511), bytes(0, 39, 34, 92, 37, 26, 13, 10));
        add(types, "binary", "BINARY(8)", "?",
                List.of(NULL, bytes(), bytes(0, 1, 2), bytes(255, 0, 0, 0, 0, 0, 0, 254)));
        exact(types, "varbinary", "VARBINARY(300)", with(binary, ALL_BYTES));
        exact(types, "tinyblob", "TINYBLOB", binary);
        exact(types, "blob", "BLOB", with(binary, ALL_BYTES));
        exact(types, "mediumblob", "MEDIUMBLOB", with(binary, "b" + "00ff27".repeat(30_000)));
        exact(types, "longblob", "LONGBLOB", binary);
        add(types, "enum", "ENUM('', 'one', 'zwölf', '日本') CHARACTER SET utf8mb4", "?",
                texts("", "one", "zwölf", "日本", "none of them"));
        add(types, "set", "SET('a', 'ö', '日') CHARACTER SET utf8mb4", "?", texts("", "a", "a,ö,日", "a,nothing"));
    }

    private static void exact(List<MatrixType> types, String name, String sql, List<String> values) {
        types.add(new MatrixType("m_" + name, sql, "?", true, values));
    }

    private static void add(List<MatrixType> types, String name, String sql, String placeholder, List<String> values) {
        types.add(new MatrixType("m_" + name, sql, placeholder, false, values));
    }

    private static List<String> texts(String... values) {
        return Stream.concat(Arrays.stream(values).map(MatrixScript::text), Stream.of(NULL)).toList();
    }

    private static List<String> with(List<String> values, String more) {
        return Stream.concat(values.stream(), Stream.of(more)).toList();
    }
}
