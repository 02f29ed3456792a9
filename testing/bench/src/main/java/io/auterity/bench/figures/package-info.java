/** What a bench is, and the figures that it makes of what it measured. */
@NullMarked
package io.auterity.bench.figures;

import org.jspecify.annotations.NullMarked;
