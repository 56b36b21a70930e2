package switchboard.query.digest.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers recorded from ProxySQL 2.7.1. The first line names the variables that were changed; texts are JSON strings.
 *
 * @param options the options in force when the rows were recorded
 */
record GoldenFile(DigestOptions options, List<Row> rows) {
    private static final Pattern SET = Pattern.compile("set mysql-query_digests_(\\w+)='?(\\w+)'?");

    /** @param firstComment null where it was not recorded */
    record Row(String statement, String digest, String text, String firstComment) {
    }

    static GoldenFile read(String name) {
        List<String> lines = lines(name);
        List<String> columns = List.of(lines.get(1).split("\t", -1));
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            String[] fields = line.split("\t", -1);
            int comment = columns.indexOf("first_comment");
            rows.add(new Row(json(fields[columns.indexOf("original")]), fields[columns.indexOf("digest")],
                    json(fields[columns.indexOf("digest_text")]), comment < 0 ? null : json(fields[comment])));
        }
        return new GoldenFile(options(lines.get(0)), rows);
    }

    private static List<String> lines(String name) {
        try (var in = GoldenFile.class.getResourceAsStream("/golden/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DigestOptions options(String header) {
        OptionsBuilder options = new OptionsBuilder();
        Matcher set = SET.matcher(header);
        while (set.find()) {
            boolean refused = set.group(1).equals("grouping_limit") && set.group(2).equals("0");
            if (!refused) { // its range begins at 1: the server kept its 3, as the file's remark says
                options.set(set.group(1), set.group(2));
            }
        }
        // recorded without being named: the second file of each series was recorded after the first
        if (header.contains("groups (1,4) replace_null")) {
            options.set("groups_grouping_limit", "4");
        }
        return options.build();
    }

    private static String json(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c == '\\') {
                c = quoted.charAt(++i);
                if (c == 'u') {
                    text.append((char) Integer.parseInt(quoted.substring(i + 1, i + 5), 16));
                    i += 4;
                    continue;
                }
                int escape = "nrtbf".indexOf(c);
                c = escape < 0 ? c : "\n\r\t\b\f".charAt(escape);
            }
            text.append(c);
        }
        return text.toString();
    }
}
