package switchboard.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;

/** Why components could not be activated, as the Declarative Services runtime noted it. */
final class ComponentFailures {
    private static final String CAUSE = "Caused by: ";

    private ComponentFailures() {
    }

    /** @param runtime the ServiceComponentRuntime, whose classes the launcher doesn't see */
    static List<String> of(Object runtime) {
        List<String> reasons = new ArrayList<>();
        Collection<?> descriptions = (Collection<?>) ServiceCall.of(runtime, "getComponentDescriptionDTOs",
                (Object) new Bundle[0]);
        for (Object description : descriptions) {
            Collection<?> components = (Collection<?>) ServiceCall.of(runtime, "getComponentConfigurationDTOs",
                    description);
            for (Object component : components) {
                String failure = failure(component);
                if (failure != null && failure.contains(CAUSE)) { // others only miss what has failed
                    reasons.add(message(failure));
                }
            }
        }
        return reasons;
    }

    private static String failure(Object component) {
        try {
            return (String) component.getClass().getField("failure").get(component);
        } catch (ReflectiveOperationException unknown) {
            return null; // the field came with version 1.4 of the specification
        }
    }

    /** The message of the first cause of a printed stack trace. */
    static String message(String trace) {
        String line = trace.lines().filter(one -> one.startsWith(CAUSE)).reduce((first, last) -> last)
                .orElse(trace.lines().findFirst().orElse("unknown"));
        String text = line.startsWith(CAUSE) ? line.substring(CAUSE.length()) : line;
        int colon = text.indexOf(": ");
        return colon < 0 ? text : text.substring(colon + 2);
    }
}
