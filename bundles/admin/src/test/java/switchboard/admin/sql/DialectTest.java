package switchboard.admin.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import switchboard.api.table.AdminDatabase.Role;

/** What administrators type and what they must see, on the product's database with its users' rights. */
class DialectTest {
    private static GoldenDatabase database;
    private static Connection connection;
    private static boolean asFilled;

    @BeforeAll
    static void open() throws SQLException {
        database = new GoldenDatabase();
        connection = database.connect(Role.ADMIN);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    @BeforeEach
    void reset() throws SQLException {
        if (!asFilled) {
            database.reset();
            asFilled = true;
        }
    }

    static Stream<Arguments> recorded() {
        return rows("dialect.tsv");
    }

    static Stream<Arguments> own() {
        return rows("dialect-own.tsv");
    }

    private static Stream<Arguments> rows(String file) {
        return GoldenDatabase.resource(file).lines().filter(line -> !line.isBlank() && !line.startsWith("## "))
                .map(line -> Arguments.of((Object[]) line.split("\t", -1)));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void answersWhatSqliteAnswered(String typed, String expected) {
        assertEquals(expected, answer(typed));
    }

    @ParameterizedTest
    @MethodSource("own")
    void answersWhereSqliteIsNoMeasure(String typed, String expected) {
        assertEquals(expected, answer(typed));
    }

    /** The answer of the last of the statements. */
    private static String answer(String typed) {
        asFilled = typed.startsWith("SELECT ") && !typed.contains(" ;; ");
        TypedStatement statement = new TypedStatement(database, connection);
        String answer = "";
        for (String step : typed.split(" ;; ")) {
            answer = statement.answer(step);
        }
        return answer;
    }
}
