/** Asks whether a provider would work before it is stored. */
@NullMarked
package io.auterity.server.probe;

import org.jspecify.annotations.NullMarked;
