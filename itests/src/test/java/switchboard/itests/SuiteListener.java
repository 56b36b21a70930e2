package switchboard.itests;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Writes down what became of each test, one line for each: its unique id, a tab, {@link #PASSED} or why not. */
final class SuiteListener implements TestExecutionListener {
    static final String PASSED = "passed";
    private static final int MOST_TEXT = 300;

    private final List<String> results = new ArrayList<>();

    private SuiteListener() {
    }

    /** @param tests names of classes, or unique ids */
    static List<String> run(List<String> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(tests.stream().map(SuiteListener::selector).toList()).build();
        SuiteListener listener = new SuiteListener();
        LauncherFactory.create().execute(request, listener);
        synchronized (listener.results) {
            return List.copyOf(listener.results);
        }
    }

    private static DiscoverySelector selector(String test) {
        return test.startsWith("[") ? selectUniqueId(test) : selectClass(test);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        add(test, "skipped");
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        if (test.isTest() || !passed) { // a class whose preparation fails is one line of its own
            add(test, passed
                    ? PASSED
                    : result.getStatus() + " " + result.getThrowable().map(Object::toString).orElse(""));
        }
    }

    private void add(TestIdentifier test, String what) {
        String text = what.replaceAll("\\s+", " ");
        synchronized (results) {
            results.add(test.getUniqueId() + "\t" + text.substring(0, Math.min(text.length(), MOST_TEXT)));
        }
    }
}
