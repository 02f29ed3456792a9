/** What a run of a contract suite proves of each operation of a connector. */
@NullMarked
package io.auterity.testkit.witness;

import org.jspecify.annotations.NullMarked;
