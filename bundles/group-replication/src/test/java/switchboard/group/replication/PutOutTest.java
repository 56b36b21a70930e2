package switchboard.group.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.topology.Node;

class PutOutTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "none", value = {
            "a:abc b:abc c:abc          | none", // all agree
            "a:abc b:bc c:bc            | a", // hung, and goes on
            "a:abc b:bc                 | none", // one of three is no majority
            "a:abc c:bc                 | none",
            "a:ab b:b                   | none", // two that see each other no more: nobody has a majority
            "a:ab b:ab c:c              | none", // another group of its own
            "a:abcde b:cde c:cde d:cde  | none", // b does not name itself, and e was not asked
            "a:abcde c:cde d:cde e:cde  | a",
            "a:abcde c:cde d:cde        | none", // two of five
            "a:abcde b:abcde c:cde d:cde e:cde | ab", // two were put out together
            "a:abc b:abc c:abcd d:abcd  | none", // d joins: c has seen it first
            "a:xyz b:xyz c:xyz          | none", // other names in the group than here
            "a:ayz b:xyz c:xyz          | none",
            "a:abc b:xyz c:xyz          | none", // what b and c call a is not known
            "a:a                        | none",
            "a:a b:b                    | none"})
    void isOutWhomAMajorityOfItsOwnViewNamesNoMore(String views, String out) {
        Map<Node, Set<Node>> told = new HashMap<>();
        for (String view : views.strip().split(" +")) {
            Set<Node> named = new LinkedHashSet<>();
            view.substring(2).chars().forEach(name -> named.add(new Node(Character.toString(name), 3306)));
            told.put(new Node(view.substring(0, 1), 3306), named);
        }
        Set<String> found = new TreeSet<>();
        PutOut.of(told).forEach(node -> found.add(node.hostname()));
        assertEquals(out == null ? "" : out.strip(), String.join("", found));
    }

    @Test
    void aListThatTheServerHasCutIsNotWholeAndLosesItsLastName() {
        String list = "a:3306," + "x".repeat(1000) + ":3306,verylongname:33";
        assertTrue(Discovery.isWhole("a:3306"));
        assertFalse(Discovery.isWhole(list.substring(0, 1024)));
        assertFalse(Discovery.isWhole(null));
        assertEquals(Set.of(new Node("a", 3306), new Node("x".repeat(1000), 3306)),
                Discovery.members(list.substring(0, 1024)));
    }
}
