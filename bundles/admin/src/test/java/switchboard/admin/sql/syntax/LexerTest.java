package switchboard.admin.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexerTest {
    @Test
    void cutsTheFirstStatementAndLeavesBlanksAndCommentsOut() throws SqliteException {
        List<Token> tokens = Lexer.firstStatement(";; SELECT/*x*/a.b -- c\n,'q' \"r\" `s` [t] 1.5e-3<>2; DROP");
        assertEquals(List.of("SELECT", "a", ".", "b", ",", "q", "r", "s", "t", "1.5e-3", "<>", "2"),
                tokens.stream().map(Token::value).toList());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', value = {"'a\\b',a\\b", "'a''b',a'b", "'a\\'b',a'b", "'a\\\\\\'b',a\\'b",
            "'\\\\d',\\\\d", "\"a\\\"b\",a\"b", "'a\\n\\'',^a\n'^"})
    void readsBackslashesOnlyWhereSqliteCannot(String typed, String value) throws SqliteException {
        assertEquals(value, Lexer.firstStatement(typed).get(0).value());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', value = {"'abc,'abc", "\"x,\"x", "[x,[x", "a ! b,!", "a { b,{", "1x,1x",
            "0x,0x", "a \\ b,\\"})
    void refusesWhatIsNoToken(String typed, String token) {
        SqliteException refused = assertThrows(SqliteException.class, () -> Lexer.firstStatement(typed));
        assertEquals("unrecognized token: \"" + token + '"', refused.getMessage());
    }
}
