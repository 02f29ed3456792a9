/** Digests of bytes and texts. */
@NullMarked
package io.auterity.platform.digest;

import org.jspecify.annotations.NullMarked;
