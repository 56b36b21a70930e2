/**
 * The bundles of the distribution in a framework inside the test, with Pax Exam (which runs on JUnit 4).
 */
package switchboard.itests.wiring;
