package switchboard.metrics;

/** Numbers of what tables and variables say. */
final class Values {
    private Values() {
    }

    /** true is 1; what is no number, or null, is NaN. */
    static double number(String value) {
        if (value == null || value.isEmpty()) {
            return Double.NaN;
        }
        try {
            return switch (value) {
                case "true" -> 1;
                case "false" -> 0;
                default -> Double.parseDouble(value);
            };
        } catch (NumberFormatException text) {
            return Double.NaN;
        }
    }
}
