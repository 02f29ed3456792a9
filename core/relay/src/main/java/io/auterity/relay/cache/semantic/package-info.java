/** Whether two questions in English ask for the same; whoever is unsure says no. */
@NullMarked
package io.auterity.relay.cache.semantic;

import org.jspecify.annotations.NullMarked;
