/** Files that only their owner may read. */
@NullMarked
package io.auterity.platform.file;

import org.jspecify.annotations.NullMarked;
