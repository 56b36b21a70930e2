/**
 * The routes of the REST API: which script answers which address.
 *
 * <p>Tables: {@code restapi_routes}; its section of the config file is {@code restapi}. Services out:
 * {@code ConfigModule} "RESTAPI". Services in: none. The rows are kept, loaded and saved; no port is opened yet.
 *
 * <p>What outlives a replacement of this bundle: nothing has to, the rows are read again from main.
 */
package switchboard.rest.api;
