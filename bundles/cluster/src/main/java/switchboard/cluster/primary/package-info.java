/**
 * Primary mode: LOADs on one node only, agreed on by the candidates before they are in force; who follows, and what is
 * told to those who wait.
 */
package switchboard.cluster.primary;
