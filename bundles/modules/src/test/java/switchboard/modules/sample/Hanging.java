package switchboard.modules.sample;

import java.util.concurrent.CountDownLatch;
import switchboard.api.config.ConfigListener;

/** A component whose constructor waits until it is interrupted. */
public final class Hanging implements ConfigListener {
    public Hanging() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public void loaded(String module) {
        throw new AssertionError("never made");
    }
}
