/** What a cache of answers finds of questions that are asked again, in the same or other words. */
@NullMarked
package io.auterity.bench.cache;

import org.jspecify.annotations.NullMarked;
