package switchboard.itests;

/** How often tests of endurance repeat: briefly in every build, as promised with {@code mvn -Psoak}. */
final class Soak {
    static final boolean LONG = Boolean.getBoolean("soak");

    private Soak() {
    }

    static int times(int brief, int promised) {
        return LONG ? promised : brief;
    }
}
