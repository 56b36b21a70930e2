package switchboard.modules.sample;

import switchboard.api.config.ConfigListener;

/** A component that can't be made. */
public final class Throwing implements ConfigListener {
    public Throwing() {
        throw new IllegalStateException("this component does not want to live");
    }

    @Override
    public void loaded(String module) {
        throw new AssertionError("never made");
    }
}
