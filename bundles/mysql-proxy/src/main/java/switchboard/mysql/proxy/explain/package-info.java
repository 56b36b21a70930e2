/** EXPLAIN ROUTE: says in words what the parts that route a query decide, by asking them. */
package switchboard.mysql.proxy.explain;
