package switchboard.checksum.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTextTest {
    @ParameterizedTest
    @CsvSource({"0, 0x00, 0x0000000000000000", "0123456789ABCDEF, 0x89ABCDEF1234567, 0x89ABCDEF12345670",
            "0000000100000000, 0x01, 0x0100000000000000", "F00000000000000F, 0xFF0000000, 0xFF00000000000000"})
    void halvesAreSwappedStrippedAndPaddedAtTheEnd(String hash, String plain, String padded) {
        long number = Long.parseUnsignedLong(hash, 16);
        assertEquals(plain, ChecksumText.plain(number));
        assertEquals(padded, ChecksumText.padded(number));
    }
}
