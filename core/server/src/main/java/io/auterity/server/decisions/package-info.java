/** Decisions: why each call went as it did. */
@NullMarked
package io.auterity.server.decisions;

import org.jspecify.annotations.NullMarked;
