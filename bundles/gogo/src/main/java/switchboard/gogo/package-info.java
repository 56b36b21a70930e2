/**
 * Commands for the Gogo shell ({@code --console}): what runs, and LOAD, SAVE and replacing by hand.
 * {@code help proxy:modules} tells of each.
 *
 * <p>Needs: {@code ModuleControl}, {@code ServerDirectory}, {@code ConfigEngine}, {@code AdminDatabase}. Nothing
 * outlives a replacement.
 */
package switchboard.gogo;
