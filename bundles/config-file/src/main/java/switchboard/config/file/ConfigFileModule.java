package switchboard.config.file;

import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import switchboard.api.config.ConfigFile;
import switchboard.api.config.ConfigRefusedException;

/** The config file's syntax as a service. */
@Component(immediate = true)
public final class ConfigFileModule implements ConfigFile {
    @Override
    public Content read(Path file) throws ConfigRefusedException {
        return ConfigParser.parse(file);
    }

    @Override
    public String write(List<SectionRows> sections) {
        return ConfigWriter.write(sections);
    }
}
