/**
 * Routes queries by the rows of {@code mysql_query_rules}.
 *
 * <p>Tables: {@code mysql_query_rules}, {@code mysql_query_rules_fast_routing}. Provides: {@code ConfigModule} "MYSQL
 * QUERY RULES", {@code QueryRouter}. Needs: variables; {@code config-store} gives it its rows.
 *
 * <p>What outlives a replacement of this bundle:
 * <ul>
 * <li>rules: read again from main; the old bundle routes until the new one has published, because the router is
 * registered only then;
 * <li>hits: counted by {@code mysql-proxy} for each rule_id, they go on; only LOAD sets them to 0.
 * </ul>
 */
package switchboard.mysql.query.rules;
