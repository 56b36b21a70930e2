package switchboard.config.file;

import java.util.List;
import java.util.Map;

/** What a setting is. */
sealed interface ConfigNode {
    /** Where its value begins. */
    Position position();

    /** A string, number or boolean. */
    record Scalar(String text, Position position) implements ConfigNode {
        /** Without the text, which may be a password. */
        @Override
        public String toString() {
            return "Scalar[" + position + "]";
        }
    }

    /** Named settings in the order of the file. */
    record Group(Map<String, Setting> settings, Position position) implements ConfigNode {
    }

    /** A setting; its position is that of its name. */
    record Setting(Position position, ConfigNode value) {
    }

    /** A list or an array. */
    record Sequence(List<ConfigNode> elements, Position position) implements ConfigNode {
    }
}
