package switchboard.galera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.topology.Verdict;

class GaleraVerdictTest {
    /** What is wrong with a node comes in the order of ProxySQL's rules: of two things the first is named. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            state=4                                          | WRITER         | read_only=NO
            state=4,primary=0                                | OFFLINE        | primary_partition=NO
            state=4,primary=0,desync=1,state=1               | OFFLINE        | primary_partition=NO
            state=2,desync=1                                 | OFFLINE        | wsrep_desync=YES
            state=1                                          | OFFLINE        | wsrep_local_state=1
            state=3                                          | OFFLINE        | wsrep_local_state=3
            state=2                                          | WRITER         | read_only=NO
            state=2,donorRejects=1                           | OFFLINE        | wsrep_local_state=2
            state=4,donorRejects=1                           | WRITER         | read_only=NO
            state=3,reject=1                                 | OFFLINE        | wsrep_local_state=3
            state=4,reject=1                                 | OFFLINE        | wsrep_reject_queries=true
            state=4,reject=1,maint=1                         | OFFLINE        | wsrep_reject_queries=true
            state=4,maint=1                                  | SOFTLY_OFFLINE | pxc_maint_mode=YES
            state=4,maint=1,readOnly=1,queue=900             | SOFTLY_OFFLINE | pxc_maint_mode=YES
            state=4,readOnly=1                               | READER         | read_only=YES
            state=4,readOnly=1,queue=100                     | READER         | read_only=YES
            state=4,readOnly=1,queue=101                     | OFFLINE        | slave is lagging
            state=4,queue=5000                               | WRITER         | read_only=NO""")
    void followsTheOrderOfTheRules(String answer, Verdict.Role role, String reason) {
        assertEquals(new Verdict(role, reason), GaleraVerdict.of(answer(answer), 100));
    }

    @ParameterizedTest
    @CsvSource({"4, 0, true", "2, 0, true", "2, 1, false", "1, 0, false"})
    void writesAtLastAlsoAsADonor(int state, int donorRejects, boolean mayWrite) {
        String answer = "desync=1,state=" + state + ",donorRejects=" + donorRejects;
        assertEquals(mayWrite, answer(answer).mayWriteAtLast());
        for (String wrong : List.of("primary=0", "reject=1", "maint=1", "readOnly=1")) {
            assertEquals(false, answer(answer + "," + wrong).mayWriteAtLast(), wrong);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 99999999, READER", "1, 1, READER", "1, 2, OFFLINE"})
    void zeroIsNoLimitForTheQueue(long limit, long queue, Verdict.Role role) {
        assertEquals(role, GaleraVerdict.of(answer("state=4,readOnly=1,queue=" + queue), limit).role());
    }

    /** A node that is all right but for what is said; the first of two equal names counts. */
    static GaleraAnswer answer(String text) {
        return new GaleraAnswer(value(text, "primary", 1) == 1, value(text, "readOnly", 0) == 1,
                value(text, "queue", 0), (int) value(text, "state", 4), value(text, "desync", 0) == 1,
                value(text, "reject", 0) == 1, value(text, "donorRejects", 0) == 1, value(text, "maint", 0) == 1);
    }

    private static long value(String text, String name, long otherwise) {
        for (String part : text.split(",")) {
            if (part.strip().startsWith(name + "=")) {
                return Long.parseLong(part.strip().substring(name.length() + 1));
            }
        }
        return otherwise;
    }
}
