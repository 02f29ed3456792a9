@NullMarked
package io.auterity.provider.config;

import org.jspecify.annotations.NullMarked;
