/** Configurations of other gateways as resources of this one, with what could not be carried. */
@NullMarked
package io.auterity.cli.importing;

import org.jspecify.annotations.NullMarked;
