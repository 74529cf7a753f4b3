package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.model.ModelDigest;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.Tagger;
import org.lorentznet.model.Version;
import org.lorentznet.network.ensemble.Ensemble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ensemble}: models that were trained apart become one that answers with their mean. */
@Command(
    name = "ensemble",
    description = {
      "Puts models of the same network, e.g. trained with different seeds, into one model, whose"
          + " probabilities are the means of theirs.",
      "'train --ensemble' trains such a model at once."
    })
public final class EnsembleCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "2..*", paramLabel = "MODEL", description = "Model files or pretrained:NAME.")
  private List<Path> files;

  @Option(names = "--out", required = true, paramLabel = "MODEL", description = "The model file.")
  private Path out;

  public EnsembleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Outputs.requireWritable(out);
    List<Tagger> members = files.stream().map(Models::read).toList();
    Tagger first = members.getFirst();
    List<Object> sources = new ArrayList<>();
    for (int m = 0; m < members.size(); m++) {
      Tagger member = members.get(m);
      if (!member.classes().equals(first.classes())) {
        throw new MismatchException(
            files.get(m)
                + " has the classes "
                + member.classes()
                + ", "
                + files.getFirst()
                + " "
                + first.classes());
      }
      Map<String, Object> source = new LinkedHashMap<>();
      source.put("name", files.get(m).toString());
      source.put("digest", ModelDigest.of(member.network()));
      source.put("provenance", member.provenance());
      sources.add(source);
    }
    Ensemble ensemble = new Ensemble(members.stream().map(Tagger::network).toList());
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("version", Version.CURRENT);
    provenance.put("members", sources);
    ModelFile.write(out, new Tagger(ensemble, first.task(), first.classes(), provenance));
    console
        .out()
        .println(
            out
                + ": "
                + members.size()
                + " members, "
                + ensemble.parameters().count()
                + " parameters");
    return 0;
  }
}
