/** The contract suites of the kinds, for a connector file and a server that an author names. */
@NullMarked
package io.auterity.author.suite;

import org.jspecify.annotations.NullMarked;
