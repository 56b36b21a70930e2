/**
 * All peers of this node: what each of them has, and what follows from it. Lives on the cluster's one thread, without a
 * lock; others see it by asking that thread for a view.
 */
package switchboard.cluster.mesh;
