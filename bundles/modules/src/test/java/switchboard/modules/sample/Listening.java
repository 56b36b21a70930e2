package switchboard.modules.sample;

import switchboard.api.config.ConfigListener;

/** A component with a contract that counts nothing and needs nothing. */
public final class Listening implements ConfigListener {
    @Override
    public void loaded(String module) {
        // it only has to be there
    }
}
