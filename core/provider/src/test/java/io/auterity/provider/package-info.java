@NullMarked
package io.auterity.provider;

import org.jspecify.annotations.NullMarked;
