/** A run seen from outside: how it stands, and waiting until it has ended. */
@NullMarked
package io.auterity.cli.run;

import org.jspecify.annotations.NullMarked;
