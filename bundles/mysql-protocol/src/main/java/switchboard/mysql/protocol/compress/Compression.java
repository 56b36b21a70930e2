package switchboard.mysql.protocol.compress;

import switchboard.mysql.protocol.Capability;

/** How a connection is compressed: what both sides have agreed on at login. */
public sealed interface Compression {
    /** Both kinds. */
    long CAPABILITIES = Capability.CLIENT_COMPRESS | Capability.CLIENT_ZSTD_COMPRESSION_ALGORITHM;
    /** The level of zstd that we ask servers for: MySQL's default. */
    int ZSTD_LEVEL = 3;

    /** One for each burst of data; the caller closes it. */
    FrameCompressor compressor();

    /** One for each burst of data; the caller closes it. */
    FrameExpander expander();

    /** Each frame is a stream of zlib. */
    record Zlib() implements Compression {
        @Override
        public FrameCompressor compressor() {
            return new ZlibCompressor();
        }

        @Override
        public FrameExpander expander() {
            return new ZlibExpander();
        }
    }

    /**
     * Each frame is one of zstd.
     *
     * @param level 1 to {@value #MAX_LEVEL} for what we send
     */
    record Zstd(int level) implements Compression {
        /** The client chooses up to 22; from here on a frame would keep an event loop for too long. */
        private static final int MAX_LEVEL = 6;

        public Zstd {
            level = Math.clamp(level, 1, MAX_LEVEL);
        }

        @Override
        public FrameCompressor compressor() {
            return new ZstdCompressor(level);
        }

        @Override
        public FrameExpander expander() {
            return new ZstdExpander();
        }
    }

    /**
     * What a login has agreed on, or null for none. With both flags zlib is used, as in MySQL.
     *
     * @param capabilities of both sides
     * @param zstdLevel of the client's login
     */
    static Compression of(long capabilities, int zstdLevel) {
        if (Capability.has(capabilities, Capability.CLIENT_COMPRESS)) {
            return new Zlib();
        }
        return Capability.has(capabilities, Capability.CLIENT_ZSTD_COMPRESSION_ALGORITHM) ? new Zstd(zstdLevel) : null;
    }

    /** The flags with at most one kind of compression: zstd where both are there, because it costs less. */
    static long preferred(long capabilities) {
        return Capability.has(capabilities, CAPABILITIES) ? capabilities & ~Capability.CLIENT_COMPRESS : capabilities;
    }

    /** The kinds that work here. The first call loads a native library: not on an event loop. */
    static long available() {
        return ZstdLibrary.IS_THERE ? CAPABILITIES : Capability.CLIENT_COMPRESS;
    }
}
