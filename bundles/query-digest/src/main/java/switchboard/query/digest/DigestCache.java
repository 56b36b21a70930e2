package switchboard.query.digest;

import switchboard.api.query.QueryDigest;

/** Digests by hash, for one thread; forgets all of them when there are too many. */
final class DigestCache {
    private final int maxDigests;
    private QueryDigest[] slots = new QueryDigest[1024];
    private int size;

    /** @param maxDigests how many are remembered, at least 1 */
    DigestCache(int maxDigests) {
        this.maxDigests = maxDigests;
    }

    /** The digest with this hash, or null. */
    QueryDigest get(long hash) {
        return slots[slotOf(slots, hash)];
    }

    void put(QueryDigest digest) {
        if (size == maxDigests) {
            clear();
        }
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        int slot = slotOf(slots, digest.hash());
        if (slots[slot] == null) {
            size++;
        }
        slots[slot] = digest;
    }

    void clear() {
        slots = new QueryDigest[1024];
        size = 0;
    }

    int size() {
        return size;
    }

    private void grow() {
        QueryDigest[] wider = new QueryDigest[2 * slots.length];
        for (QueryDigest digest : slots) {
            if (digest != null) {
                wider[slotOf(wider, digest.hash())] = digest;
            }
        }
        slots = wider;
    }

    /** Where the hash stands, or the free slot for it; there is always a free one. */
    private static int slotOf(QueryDigest[] in, long hash) {
        int mask = in.length - 1;
        int slot = (int) hash & mask;
        while (in[slot] != null && in[slot].hash() != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
