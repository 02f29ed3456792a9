/** Requests of real clients through the real doors and connectors to vendors that are strict. */
@NullMarked
package io.auterity.cases;

import org.jspecify.annotations.NullMarked;
