/** Routes of nouns: their operations under Spring MVC. */
@NullMarked
package io.auterity.server.noun;

import org.jspecify.annotations.NullMarked;
