package switchboard.itests;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** One client that asks on one connection without a pause, and one that logs in anew for each question. */
final class LoginAndQueryLoad implements AutoCloseable {
    private interface Asking {
        void ask() throws IOException;
    }

    private final Endpoint proxy;
    private final String question;
    private final String answer;
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong queries = new AtomicLong();
    private final AtomicLong logins = new AtomicLong();
    private final List<Thread> clients;
    private volatile boolean stopped;

    LoginAndQueryLoad(Endpoint proxy, String question, String answer) {
        this.proxy = proxy;
        this.question = question;
        this.answer = answer;
        clients = List.of(Thread.ofPlatform().name("load-staying").start(() -> noting("staying", this::stay)),
                Thread.ofPlatform().name("load-login").start(() -> noting("login", this::logInAgainAndAgain)));
    }

    /** Questions answered on the connection that stays. */
    long queries() {
        return queries.get();
    }

    /** Logins with an answered question. */
    long logins() {
        return logins.get();
    }

    /** What must not have happened. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Ends the clients after their next answer; what must not have happened. */
    List<String> finish() {
        close();
        return wrong();
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread each : clients) {
            try {
                each.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return queries + " queries, " + logins + " logins";
    }

    private void stay() throws IOException {
        try (RawClient client = proxy.raw()) {
            while (!stopped) {
                check(client);
                queries.incrementAndGet();
            }
        }
    }

    private void logInAgainAndAgain() throws IOException {
        while (!stopped) {
            try (RawClient client = proxy.raw()) {
                check(client);
                logins.incrementAndGet();
            }
        }
    }

    private void check(RawClient client) throws IOException {
        String got = client.value(question);
        if (!answer.equals(got)) {
            wrong.add("wanted " + answer + ", got " + got);
        }
    }

    /** A client ends with its first error. */
    private void noting(String name, Asking asking) {
        try {
            asking.ask();
        } catch (IOException | RuntimeException failed) {
            wrong.add(name + ": " + failed);
        }
    }
}
