/** Classes that go into the bundles of the tests; the class path's own copies are not what runs. */
package switchboard.modules.sample;
