package switchboard.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Runs generated sessions directly and through the proxy and compares every answer. Between the steps of a session a
 * neighbour uses the proxy in another state, on the connection that the session has just left.
 */
final class DifferentialRun {
    /** With more than one at a time it is chance whose connection a session gets, and a difference can't be repeated. */
    private static final int WORKERS = Integer.getInteger("differential.workers", Boolean.getBoolean("soak") ? 4 : 1);
    static final boolean MYSQL = "mysql".equals(System.getProperty("differential.server"));
    /** A reset leaves MySQL's own character set, and not that of the login. */
    private static final String AFTER_RESET = MYSQL ? "SET NAMES utf8mb4" : "SELECT 1";
    private static final int MOST_DIFFERENCES = 10;

    private static final Pattern ERROR = Pattern.compile("(?m)^\\d{4} ");
    private static final Pattern FLAGS = Pattern.compile("flags=(\\d+)");

    private final Endpoint direct;
    private final Endpoint administrator;
    private final Endpoint proxy;
    private final AtomicLong answers = new AtomicLong();
    private final ConcurrentLinkedQueue<String> differences = new ConcurrentLinkedQueue<>();

    DifferentialRun(Endpoint direct, Endpoint administrator, Endpoint proxy) {
        this.direct = direct;
        this.administrator = administrator;
        this.proxy = proxy;
    }

    /** Runs sessions of the seeds from {@code first} on; returns the differences. */
    List<String> run(long first, int count) throws InterruptedException {
        AtomicLong next = new AtomicLong(first);
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            for (int i = 0; i < WORKERS; i++) {
                String name = "w" + i;
                workers.submit(() -> work(name, next, first + count));
            }
            workers.shutdown();
            if (!workers.awaitTermination(1, TimeUnit.HOURS)) {
                differences.add("not finished within an hour");
            }
        }
        return List.copyOf(differences);
    }

    long answers() {
        return answers.get();
    }

    private Void work(String name, AtomicLong next, long end) {
        try (RawClient tables = administrator.raw(); AnswerClient neighbour = new AnswerClient(proxy)) {
            boolean fresh = true;
            for (long seed = next.getAndIncrement(); seed < end
                    && differences.size() < MOST_DIFFERENCES; seed = next.getAndIncrement()) {
                List<SessionStep> steps = new SessionGenerator(seed, "d" + name).session();
                List<String> there = play(tables, "d" + name, fresh, direct, steps, null);
                List<String> here = play(tables, "p" + name, fresh, proxy,
                        new SessionGenerator(seed, "p" + name).session(), neighbour);
                here.replaceAll(
                        answer -> answer.replace("p" + name, "d" + name).replace(hex("p" + name), hex("d" + name)));
                fresh = !compare(seed, steps, there, here);
            }
        } catch (IOException e) {
            differences.add(name + ": " + e);
        }
        return null;
    }

    /** The proxy has ids of its own, and MySQL's full stop; a procedure's arguments are of no row, a number by chance. */
    private static String lessChance(String answer) {
        return answer.replaceAll("The statement \\(\\d+\\) has no open cursor\\.?", "no open cursor")
                .replaceAll("(column ``\\.``\\.`\\w+` at row) \\d+", "$1 n")
                .replaceAll("(?m)^(\\[Error, 1399, .*\\])\\n\\1$", "$1"); // of XA, and told twice
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> play(RawClient tables, String name, boolean fresh, Endpoint at, List<SessionStep> steps,
            AnswerClient neighbour) throws IOException {
        DifferentialTables.prepare(tables, name, fresh);
        List<String> heard = new ArrayList<>();
        try (AnswerClient client = new AnswerClient(at.in("diff_" + name), steps.size() % 2 == 0)) { // half of them
            client.run(SessionStep.text("SELECT 1")); // before it, as after a reset, FOUND_ROWS() is 0 or 1 by chance
            for (int i = 0; i < steps.size(); i++) {
                if (neighbour != null) {
                    neighbour.run(SessionStep.text("SET @a='n" + i + "', sql_mode='ANSI', time_zone='+12:00'"));
                    neighbour.run(SessionStep.text(i % 2 == 0 ? "SELECT @a" : "SELECT nothing_of_mine"));
                }
                String answer = client.run(steps.get(i));
                if (deprecated(steps.get(i))) {
                    answer = answer.replaceAll("warnings=\\d+", "");
                    if (steps.get(i).sql().toUpperCase(Locale.ROOT).contains("FOUND_ROWS")) {
                        client.run(SessionStep.text("SET @z=1")); // takes MySQL's warning away
                    }
                }
                heard.add(answer);
                if (steps.get(i).kind() == SessionStep.Kind.RESET
                        || steps.get(i).kind() == SessionStep.Kind.CHANGE_USER) {
                    client.run(SessionStep.text(AFTER_RESET));
                    client.run(SessionStep.text("SELECT 1"));
                }
                answers.incrementAndGet();
            }
            client.run(SessionStep.of(SessionStep.Kind.RESET, ""));
        } catch (IOException broken) {
            heard.add("the connection ended: " + broken);
        }
        return heard;
    }

    /** MySQL warns of FOUND_ROWS() and some values of SET, and tells of older warnings with a PING; the proxy does not. */
    private static boolean deprecated(SessionStep step) {
        String sql = step.sql().toUpperCase(Locale.ROOT);
        return MYSQL && (sql.contains("FOUND_ROWS") || sql.startsWith("SET ") || step.kind() == SessionStep.Kind.SCHEMA
                || step.kind() == SessionStep.Kind.PING);
    }

    /** An ERR doesn't tell whether a transaction is open; the next of these does. */
    private static boolean isClear(SessionStep step) {
        return step.sql().matches("BEGIN|COMMIT|ROLLBACK|START TRANSACTION.*");
    }

    private static String lessInTransaction(String answer) {
        return FLAGS.matcher(answer).replaceAll(found -> "flags=" + (Integer.parseInt(found.group(1)) & ~1));
    }

    /** Returns whether they are the same. */
    private boolean compare(long seed, List<SessionStep> steps, List<String> there, List<String> here) {
        boolean doubtful = false;
        for (int i = 0; i < Math.max(there.size(), here.size()); i++) {
            String one = i < there.size() ? lessChance(there.get(i)) : "-";
            String other = i < here.size() ? lessChance(here.get(i)) : "-";
            doubtful = doubtful && i < steps.size() && !isClear(steps.get(i)) || ERROR.matcher(one).find();
            if (!(doubtful ? lessInTransaction(one).equals(lessInTransaction(other)) : one.equals(other))) {
                differences.add("seed " + seed + " step " + i + " of\n  "
                        + String.join("\n  ", steps.subList(0, Math.min(i + 1, steps.size())).stream()
                                .map(SessionStep::toString).toList())
                        + "\n--- directly\n" + one + "\n--- through the proxy\n" + other + "\n");
                return false;
            }
        }
        return true;
    }
}
