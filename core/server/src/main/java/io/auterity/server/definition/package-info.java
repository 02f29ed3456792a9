/** Workflows as the console draws them. */
@NullMarked
package io.auterity.server.definition;

import org.jspecify.annotations.NullMarked;
