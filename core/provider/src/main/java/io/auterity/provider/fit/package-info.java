/** Cuts and turns a chat that was written in another dialect to what its target takes. */
@NullMarked
package io.auterity.provider.fit;

import org.jspecify.annotations.NullMarked;
