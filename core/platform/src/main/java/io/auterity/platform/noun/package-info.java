/** Nouns of the console: operations over REST on things of the product that are no capability. */
@NullMarked
package io.auterity.platform.noun;

import org.jspecify.annotations.NullMarked;
