package switchboard.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What ProxySQL 2.7.1 answered step by step: golden/checksums.txt. */
final class ChecksumRecording {
    private static final String AFTER = "== after: ";

    /**
     * One step.
     *
     * @param statements run before
     * @param checksums rows of runtime_checksums_values afterwards; empty where the recording does not list them
     * @param tables rows of runtime tables afterwards, by name
     */
    record Step(String title, List<String> statements, List<List<String>> checksums,
            Map<String, List<List<String>>> tables) {
        static Step begin(String title) {
            return new Step(title, new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private boolean answers;
    private List<List<String>> rows;
    private boolean onHeader;

    private ChecksumRecording() {
    }

    /** All steps; the first one is the start, without statements. */
    static List<Step> steps() {
        ChecksumRecording reading = new ChecksumRecording();
        text().lines().takeWhile(line -> !line.startsWith("== select checksums")).forEach(reading::take);
        return reading.steps;
    }

    private void take(String line) {
        if (line.startsWith("== right after start")) {
            begin("start");
            answer();
        } else if (line.startsWith("-- STEP ")) {
            begin(line.substring("-- STEP ".length()));
        } else if (line.startsWith(AFTER)) {
            answer();
        } else if (line.startsWith("-- runtime_")) {
            rows = new ArrayList<>();
            onHeader = true;
            steps.getLast().tables().put(line.substring(3), rows);
        } else if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("(")) {
            content(line);
        }
    }

    private void begin(String title) {
        steps.add(Step.begin(title));
        answers = false;
    }

    private void answer() {
        answers = true;
        onHeader = true;
        rows = steps.getLast().checksums();
    }

    private void content(String line) {
        if (!answers) {
            steps.getLast().statements().add(line);
        } else if (onHeader) {
            onHeader = false;
        } else {
            rows.add(Arrays.asList(line.split("\t", -1)));
        }
    }

    private static String text() {
        try (InputStream in = ChecksumRecording.class.getResourceAsStream("/golden/checksums.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
