/** Nouns of insight: usage, savings and recommendations, read over REST. */
@NullMarked
package io.auterity.insight.noun;

import org.jspecify.annotations.NullMarked;
