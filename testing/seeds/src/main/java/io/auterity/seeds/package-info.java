/** The random seeds of property tests: the same in each run, unless new ones are asked for. */
@NullMarked
package io.auterity.seeds;

import org.jspecify.annotations.NullMarked;
