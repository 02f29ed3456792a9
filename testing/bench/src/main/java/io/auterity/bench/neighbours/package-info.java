/** What one tenant's trouble costs another. */
@NullMarked
package io.auterity.bench.neighbours;

import org.jspecify.annotations.NullMarked;
