package switchboard.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What README.md tells people to paste. */
final class Readme {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|text)\\n(.*?)^```$");

    /** What is pasted, and what the page says it prints; null if it says nothing. */
    record Step(String commands, String prints) {
    }

    private Readme() {
    }

    /** The steps of a section, in order. */
    static List<Step> steps(String section) {
        Matcher blocks = BLOCK.matcher(section(section));
        List<Step> steps = new ArrayList<>();
        while (blocks.find()) {
            if (blocks.group(1).equals("sh")) {
                steps.add(new Step(blocks.group(2), null));
            } else {
                steps.set(steps.size() - 1, new Step(steps.getLast().commands(), blocks.group(2)));
            }
        }
        return steps;
    }

    private static String section(String title) {
        try {
            String page = Files.readString(Workspace.root().resolve("README.md"));
            String after = page.substring(page.indexOf("\n## " + title));
            int next = after.indexOf("\n## ", 1);
            return next < 0 ? after : after.substring(0, next);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
