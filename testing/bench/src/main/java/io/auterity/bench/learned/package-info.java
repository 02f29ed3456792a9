/** What learned routing gains on recorded answers. */
@NullMarked
package io.auterity.bench.learned;

import org.jspecify.annotations.NullMarked;
